# Scales of items: psych. Run in this folder: Rscript scale.R
source("json.R")
suppressPackageStartupMessages(library(psych))

case <- function(name, answers) {
  list(
    name = name, answers = answers,
    alpha = suppressWarnings(alpha(as.data.frame(answers), warnings = FALSE))$total$raw_alpha
  )
}
write_cases(list(
  case("four items", matrix(c(
    4, 5, 4, 3, 2, 3, 2, 2, 5, 5, 4, 4, 3, 3, 2, 4, 1, 2, 2, 1, 4, 4, 5, 5, 3, 2, 3, 3, 5, 4, 4, 5
  ), ncol = 4, byrow = TRUE)),
  case("two items", matrix(c(1, 2, 2, 2, 3, 5, 4, 3, 5, 5, 3, 4), ncol = 2, byrow = TRUE)),
  case("against each other", matrix(c(1, 5, 2, 3, 3, 3, 4, 4, 5, 2, 1, 4), ncol = 2, byrow = TRUE))
), "scale.json")
