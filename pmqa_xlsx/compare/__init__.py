"""Compare two results of ``ingest``: of the same year, or of two years."""

from pmqa_xlsx.compare.build import compare_rounds
from pmqa_xlsx.compare.model import Comparison
from pmqa_xlsx.compare.workbook import check_target, write_comparison, write_target

__all__ = ["Comparison", "check_target", "compare_rounds", "write_comparison", "write_target"]
