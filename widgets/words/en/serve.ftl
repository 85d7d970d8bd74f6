## Notebooks on the command line

serve-no-notebook = { $path } is no notebook and no folder.
serve-empty-folder = The folder { $path } holds no notebook (.ipynb).
page-newer = On the disk lies another { $names } than is served; it is served as it was until a restart.
serve-ran-again = { $name } has changed and was run again.
serve-fails = A notebook fails: { $what } Without --strict the rest is served.
