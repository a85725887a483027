# Writes lists of numbers as JSON with 12 digits; base R has no writer of its own.

as_json <- function(x) {
  if (is.null(x)) return("null")
  if (is.list(x)) {
    parts <- vapply(x, as_json, "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ", "), "]"))
    return(paste0("{", paste(sprintf("\"%s\": %s", names(x), parts), collapse = ", "), "}"))
  }
  if (is.matrix(x)) return(as_json(lapply(seq_len(nrow(x)), function(i) I(x[i, ]))))
  if (is.character(x)) return(sprintf("\"%s\"", x))
  shown <- ifelse(is.na(x), "null", formatC(x, digits = 12, format = "g"))
  shown <- sub("^ +", "", shown)
  if (length(x) == 1 && !inherits(x, "AsIs")) shown else paste0("[", paste(shown, collapse = ", "), "]")
}

# One case a line, so that a difference can be reviewed.
write_cases <- function(cases, path) {
  lines <- vapply(cases, as_json, "")
  writeLines(c("[", paste0("  ", lines, c(rep(",", length(lines) - 1), "")), "]"), path)
}
