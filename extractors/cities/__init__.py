"""One module a city that publishes catalogs (补贴目录), and nothing else: what is printed where."""
