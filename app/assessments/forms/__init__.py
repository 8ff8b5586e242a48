"""What people answer to a quiz, and what trainers type to make one."""
