//! Plain chart models, their words and tables, and their drawing.
