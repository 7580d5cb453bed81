"""Where the workbooks lie: each store moves raw cells and holds no meaning."""
