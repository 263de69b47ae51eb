"""The insides of what drives and flies: cars, buses, trams, trains, planes, from within and from above."""
