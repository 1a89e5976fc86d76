"""Files that people brought: what each is, where it came from and where its bytes are kept."""
