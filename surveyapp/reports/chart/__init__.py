"""Chart: where the marks of a chart stand; whoever draws them adds nothing."""
