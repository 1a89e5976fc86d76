"""The plan as everybody may read it. Nothing here can reach a record of a person: an import contract holds it so."""
