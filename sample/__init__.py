"""样本区: 云岭省澜屏市青棠区, a district that does not exist, with laws, people and lists of our own wording."""
