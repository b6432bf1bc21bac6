"""The words of a tour's questions, by language and topic.

A line of a table is `CONCEPT: form form …`, or `CONCEPT=value: …` where the forms stand for a value; an indented line
goes on with the one above. Korean forms are stems where endings follow (`grammar_ko` knows those); longer forms win
over shorter ones.
"""
