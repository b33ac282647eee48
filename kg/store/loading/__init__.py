"""Graphs loaded into other stores: what is uploaded, how each product wants it, and its verification."""
