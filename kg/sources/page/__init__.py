"""What readers of saved pages share: lines, labels, cells, forms, facts, the record made of them."""
