# Two groups of numbers: base R, coin, exactRankTests. Run in this folder: Rscript numbers.R
source("json.R")
suppressPackageStartupMessages({
  library(coin)
  library(exactRankTests)
})

dominances <- function(a, b) sign(outer(a, b, "-"))

# Cliff (1993), Feng and Cliff (2004): consistent variance; degrees of freedom as Brunner, Munzel.
cliff <- function(a, b, f = 1, g = 1) {
  d <- dominances(a, b)
  n <- length(a)
  m <- length(b)
  delta <- mean(d)
  if (abs(delta) == 1) {
    size <- min(c(n / f, m / g)[c(f, g) > 0])
    inner <- (size - qnorm(0.975)^2) / (size + qnorm(0.975)^2)
    return(if (delta > 0) c(inner, 1) else c(-1, -inner))
  }
  si <- f * var(rowMeans(d))
  sj <- g * var(colMeans(d))
  sij <- f * g * sum((d - delta)^2) / ((n - 1) * (m - 1))
  s2 <- max(((m - 1) * si + (n - 1) * sj + sij) / (n * m), max(f, g) * (1 - delta^2) / (n * m - 1))
  total <- si / n + sj / m
  df <- if (total > 0) total^2 / ((si / n)^2 / (n - 1) + (sj / m)^2 / (m - 1)) else min(n, m) - 1
  reach2 <- qt(0.975, df)^2 * s2
  half <- sqrt(reach2) * sqrt((1 - delta^2)^2 + reach2)
  (delta - delta^3 + c(-1, 1) * half) / (1 - delta^2 + reach2)
}

exact_p <- function(a, b) {
  d <- data.frame(y = c(a, b), g = factor(rep(c("a", "b"), c(length(a), length(b)))))
  as.numeric(pvalue(wilcox_test(y ~ g, d, distribution = "exact")))
}

case <- function(name, a, b, N, M) {
  shift <- suppressWarnings(wilcox.test(a, b, exact = FALSE, correct = FALSE, conf.int = TRUE, tol.root = 1e-13))
  untied <- !any(duplicated(a)) && !any(duplicated(b))
  is_tied <- any(duplicated(c(a, b)))
  list(
    name = name, a = I(a), b = I(b), asked = c(N, M),
    delta = mean(dominances(a, b)), hodges_lehmann = median(outer(a, b, "-")),
    superiority = mean(dominances(a, b) > 0) + mean(dominances(a, b) == 0) / 2,
    delta_interval = cliff(a, b),
    finite_delta_before_bounds = cliff(a, b, 1 - length(a) / N, 1 - length(b) / M),
    shift_interval = if (untied && !is_tied) as.numeric(wilcox.test(a, b, conf.int = TRUE, exact = TRUE)$conf.int)
      else as.numeric(shift$conf.int),
    mann_whitney_statistic = as.numeric(shift$statistic),
    mann_whitney_normal = shift$p.value, mann_whitney_exact = exact_p(a, b),
    # exactRankTests rounds the scores of large tied groups; coin does not.
    mann_whitney_exactranktests = if (length(c(a, b)) < 50) wilcox.exact(a, b, exact = TRUE)$p.value
  )
}

write_cases(list(
  case("untied", c(1.5, 4.25, 9, 12.5, 30), c(0.5, 2, 3.75, 5, 6.5, 8), 9, 8),
  case("tied", c(3, 3, 4, 5, 5, 5, 7, 9, 12), c(1, 2, 2, 3, 3, 4, 4, 4, 5, 6, 6, 8, 9, 20), 14, 16),
  case("mostly nought", c(0, 0, 0, 0, 2, 5), c(0, 0, 1, 1, 3, 8, 40), 8, 20),
  case("small differences", c(10, 10, 20, 20, 20, 30, 30, 30, 40, 50), c(10, 20, 30, 40, 40, 50), 20, 12),
  case("negative", c(-3, -1, 0, 0, 2), c(-2, -2, 1, 4, 4, 6), 6, 6),
  case("large", rep(c(1, 2, 3, 4, 5), c(9, 14, 12, 6, 4)), rep(c(1, 2, 3, 5), c(2, 6, 9, 8)), 60, 40)
), "numbers.json")
