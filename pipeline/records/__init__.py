"""The records that the stages hand on, their rows of JSON both ways, their schemas, and the settings."""
