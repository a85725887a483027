# Intervals of shares: base R. Run in this folder: Rscript shares.R
source("json.R")

# Blaker's acceptability, written down from the paper: the chance of the smaller tail, and of as
# much of the other tail as is no likelier.
acceptability <- function(x, n, N, K) {
  below <- phyper(x, K, N - K, n)
  above <- phyper(x - 1, K, N - K, n, lower.tail = FALSE)
  tail <- min(below, above)
  if (dhyper(x, K, N - K, n) == 0) return(0)
  counts <- 0:n
  if (below < above) {
    other <- phyper(counts - 1, K, N - K, n, lower.tail = FALSE)
  } else {
    other <- phyper(counts, K, N - K, n)
  }
  fits <- other[other <= tail * (1 + 1e-9)]
  min(1, tail + if (length(fits)) max(fits) else 0)
}

finite <- function(x, n, N) {
  kept <- Filter(function(K) acceptability(x, n, N, K) > 0.05, 0:N)
  c(min(kept / N, x / n), max(kept / N, x / n))
}

# Each tail by itself.
clopper_pearson <- function(x, n, N) {
  totals <- x:(x + N - n)
  above <- phyper(x - 1, totals, N - totals, n, lower.tail = FALSE)
  below <- phyper(x, totals, N - totals, n)
  range(totals[above > 0.025 & below > 0.025])
}

wilson <- function(x, n) {
  suppressWarnings(as.numeric(prop.test(x, n, correct = FALSE)$conf.int))
}

newcombe <- function(x, n, y, m) {
  a <- wilson(x, n)
  b <- wilson(y, m)
  d <- x / n - y / m
  c(d - sqrt((x / n - a[1])^2 + (b[2] - y / m)^2), d + sqrt((a[2] - x / n)^2 + (y / m - b[1])^2))
}

# Totals of the silent by the beta-binomial distribution, and all their differences in order.
finite_difference <- function(x, n, N, y, m, M) {
  silent <- function(x, n, N) {
    s <- 0:(N - n)
    choose(N - n, s) * beta(s + x + 0.5, N - x - s + 0.5) / beta(x + 0.5, n - x + 0.5)
  }
  d <- outer((x + 0:(N - n)) / N, (y + 0:(M - m)) / M, "-")
  p <- outer(silent(x, n, N), silent(y, m, M))
  reached <- cumsum(p[order(d)])
  d <- sort(d)
  c(min(d[which(reached >= 0.025)[1]], x / n - y / m), max(d[which(reached >= 0.975)[1]], x / n - y / m))
}

groups <- list(
  c(0, 5, 9), c(2, 5, 6), c(5, 5, 40), c(3, 9, 14), c(9, 9, 12), c(0, 14, 20),
  c(10, 31, 34), c(20, 60, 61), c(25, 60, 200), c(7, 14, 14)
)
pairs <- list(
  list(c(10, 31, 34), c(4, 14, 16)), list(c(0, 5, 9), c(9, 9, 12)),
  list(c(25, 60, 200), c(3, 9, 14)), list(c(7, 14, 14), c(2, 5, 6)), list(c(56, 70, 90), c(48, 80, 100)),
  list(c(30, 43, 50), c(15, 17, 20)) # where a score interval of another package raised
)
write_cases(c(
  lapply(groups, function(g) list(
    group = I(g), finite = finite(g[1], g[2], g[3]), each_tail = clopper_pearson(g[1], g[2], g[3]),
    wilson = wilson(g[1], g[2])
  ))
), "shares.json")
write_cases(lapply(pairs, function(p) {
  a <- p[[1]]
  b <- p[[2]]
  list(
    a = I(a), b = I(b), newcombe = newcombe(a[1], a[2], b[1], b[2]),
    finite = finite_difference(a[1], a[2], a[3], b[1], b[2], b[3])
  )
}), "share_differences.json")
