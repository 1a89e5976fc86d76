"""Work that waits: reading what was uploaded, sealing the audit log, sweeping up after a crash."""
