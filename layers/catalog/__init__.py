"""What layers there are: their descriptions, organisations, licences and import runs."""
