"""The self-evaluation: claims, judgements, evidence cited, gaps, and the yearly round."""
