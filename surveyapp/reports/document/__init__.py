"""Document: the report and its annexes, put together of exhibits, prose and method."""
