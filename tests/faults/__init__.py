"""What the record must survive: double sends, power cuts, crowds on one case, slow lines and busy databases."""
