"""The public teachers, as PyTorch functions of windows of 16 kHz mono audio. One family a file."""
