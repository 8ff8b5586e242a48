"""A contract for lint-imports: the rooms of every feature there is, a new one from its first file on."""

from grimp import ImportGraph
from importlinter.contracts.layers import LayersContract
from importlinter.domain import fields
from importlinter.domain.contract import ContractCheck
from importlinter.domain.imports import ModuleExpression


class RoomsContract(LayersContract):
    """Check the layers inside each package of the application, except those that are no features."""

    type_name = "rooms"

    no_features = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        self.containers = [
            ModuleExpression(package)
            for package in sorted(graph.find_children("app"))
            if package.removeprefix("app.") not in self.no_features
        ]
        return super().check(graph, verbose)

    def validate(self) -> None:
        """Skip the parent's question for containers: they are known once the graph is."""
