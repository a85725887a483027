# Tables: base R, vcd, psych. Run in this folder: Rscript tables.R
source("json.R")
suppressPackageStartupMessages({
  library(vcd)
  library(psych)
})

# Bergsma (2013), from vcd's chi-squared.
cramers_v <- function(x) {
  x <- x[rowSums(x) > 0, colSums(x) > 0]
  n <- sum(x)
  r <- nrow(x)
  c <- ncol(x)
  phi2 <- suppressWarnings(assocstats(as.table(x))$chisq_tests["Pearson", "X^2"]) / n
  phi2 <- max(0, phi2 - (r - 1) * (c - 1) / (n - 1))
  sqrt(phi2 / min(r - (r - 1)^2 / (n - 1) - 1, c - (c - 1)^2 / (n - 1) - 1))
}

unlike <- function(c, k) as.numeric(c != k)

# Krippendorff's alpha by its definition over values, text by text; no package of Debian has it.
alpha <- function(joint) {
  first <- rep(row(joint), joint)
  second <- rep(col(joint), joint)
  values <- c(first, second)
  observed <- mean(mapply(unlike, first, second))
  n <- length(values)
  expected <- sum(outer(values, values, Vectorize(unlike))) / (n * (n - 1))
  1 - observed / expected
}

tables <- list(
  two_by_two = matrix(c(8, 2, 1, 5), 2), zero_cell = matrix(c(6, 0, 3, 9), 2),
  three_by_three = matrix(c(7, 2, 0, 3, 6, 1, 0, 2, 9), 3),
  empty_column = matrix(c(5, 9, 0, 0, 8, 6), 2), unlike = matrix(c(20, 1, 2, 18, 9, 10), 2),
  weak = matrix(c(8, 4, 5, 9, 7, 3), 2)
)
write_cases(lapply(names(tables), function(name) list(
  name = name, table = tables[[name]], cramers_v = cramers_v(tables[[name]]),
  fisher = fisher.test(tables[[name]])$p.value
)), "tables.json")

joints <- list(
  two_codes = matrix(c(20, 5, 10, 15), 2), unused_code = matrix(c(11, 1, 0, 2, 7, 0, 0, 0, 0), 3),
  five_codes = matrix(c(9, 1, 0, 0, 0, 2, 7, 2, 0, 1, 0, 1, 6, 1, 0, 0, 0, 2, 8, 1, 0, 0, 0, 1, 5), 5),
  against_each_other = matrix(c(1, 6, 7, 2), 2)
)
write_cases(lapply(names(joints), function(name) {
  joint <- joints[[name]]
  list(
    name = name, joint = joint, agreement = sum(diag(joint)) / sum(joint),
    kappa = suppressWarnings(cohen.kappa(joint)$kappa),
    nominal_alpha = alpha(joint)
  )
}), "agreement.json")

p <- c(0.01, 0.04, 0.03, 0.2, 0.005, 0.04, 1, 0.6)
write_cases(list(list(p = I(p), adjusted = I(p.adjust(p, "BH")))), "adjusted.json")
