"""The demo songs, one a module: `compose()` returns a Song; FILE, SOUNDFONT (fluid or musescore) and DESCRIPTION say the rest."""
