"""The adapter for engines that run no plugins, such as Zensical."""
