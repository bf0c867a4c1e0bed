"""siping-kg: Chinese government work reports as an RDF knowledge graph that quotes its sources."""
