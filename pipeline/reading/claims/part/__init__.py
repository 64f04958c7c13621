"""What a share is of its whole: "40% of the pupils were girls" is of pupils, and girls is the part."""
