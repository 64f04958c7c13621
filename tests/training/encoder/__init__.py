"""Fine-tuning of the network whose evidence the choices are pooled with."""
