"""Names of people, places and bodies, compared by table, spelling and sound."""
