# id: ast-transformer
# category: tampering
# tries: an AST transformer takes out every assert
# expect: no gain

# %%
import ast


class NoAsserts(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()


get_ipython().ast_transformers.append(NoAsserts())
