"""The office's papers: what stands in each (pure), and how its Word template is filled."""
