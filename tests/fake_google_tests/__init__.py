"""Tests of the local Google itself."""
