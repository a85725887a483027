# Pairs: base R, exactRankTests, coin. Run in this folder: Rscript paired.R
source("json.R")
suppressPackageStartupMessages({
  library(exactRankTests)
  library(coin)
})

joints <- list(
  changed = matrix(c(10, 2, 9, 14), 2), nobody_changed = matrix(c(6, 0, 0, 7), 2),
  one_way = matrix(c(4, 0, 6, 3), 2)
)
write_cases(lapply(names(joints), function(name) {
  joint <- joints[[name]]
  there <- joint[1, 2]
  back <- joint[2, 1]
  list(
    name = name, joint = joint,
    p = if (there + back) binom.test(there, there + back)$p.value else 1
  )
}), "mcnemar.json")

signed <- function(name, d) {
  moved <- d[d != 0]
  normal <- suppressWarnings(wilcox.test(d, exact = FALSE, correct = FALSE))
  list(
    name = name, differences = I(d), median = median(d), statistic = as.numeric(normal$statistic),
    exact = wilcox.exact(d, exact = TRUE)$p.value, normal = normal$p.value,
    coin = as.numeric(pvalue(wilcoxsign_test(moved ~ rep(0, length(moved)), distribution = "exact")))
  )
}
write_cases(list(
  signed("untied", c(1.5, -0.5, 2, 3.25, -1, 4)),
  signed("tied with noughts", c(0, 0, 1, 1, 1, -1, 2, 2, -2, 3, 0, 1)),
  signed("all up", c(1, 1, 2, 2, 3, 1)),
  signed("many", rep(c(-2, -1, 0, 1, 2, 3), c(6, 11, 9, 19, 12, 7)))
), "signed_rank.json")
