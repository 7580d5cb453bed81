"""A local Google: Sheets v4, Drive v3 and a token endpoint, served from memory like the real service."""
