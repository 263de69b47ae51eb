"""The content-addressed store: things made, kept by key, checked whenever they are read."""

from milimo_runtime.store.disk import DiskTrouble
from milimo_runtime.store.records import Damaged, Output, Record
from milimo_runtime.store.store import Made, Run, Store

__all__ = ["Damaged", "DiskTrouble", "Made", "Output", "Record", "Run", "Store"]
