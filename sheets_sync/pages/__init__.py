"""The pages of the site, as Markdown with HTML in it: pure functions from recaps to texts."""
