"""What an area asks for, and the page or command that carries it."""
