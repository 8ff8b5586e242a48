"""Front page, my page, the organisers' overview, and the pages about the installation itself."""
