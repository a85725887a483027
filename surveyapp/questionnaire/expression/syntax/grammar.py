"""The grammar (lark, LALR). One look ahead, no ambiguity; `not` is read as a function."""

GRAMMAR = r"""
?start: disjunction

?disjunction: conjunction (_OR conjunction)*
?conjunction: comparison (_AND comparison)*
?comparison: sum (OPERATOR sum)?
?sum: product (added | subtracted)*
added: "+" product
subtracted: "-" product
?product: factor ("*" factor)*
?factor: atom
       | "-" atom -> negative
?atom: NUMBER -> number
     | CODE -> code
     | PLACE -> current
     | DOT -> this
     | REFERENCE -> reference
     | "(" disjunction ")"
     | NAME "(" (disjunction ("," disjunction)*)? ")" -> call

_OR: /or(?![a-z])/
_AND: /and(?![a-z])/
OPERATOR: "=" | "!=" | "<=" | "<" | ">=" | ">"
NUMBER: /[0-9]+(\.[0-9]+)?/
CODE: /'[^'\r\n]*'/
DOT: "."
PLACE: /@row(?![A-Za-z_])/ | /@column(?![A-Za-z_])/
REFERENCE: /\$\{[A-Za-z0-9_]+(\.(@row|@column|[A-Za-z0-9_-]+)){0,2}\}/
NAME: /[a-z]+(-[a-z]+)*/

%ignore /[ \t\r\n]+/
"""
