// dependency-cruiser walks TypeScript with the visitor of @swc/core, which throws at `using` and `await using`.
const { Visitor } = require('@swc/core/Visitor.js');

const visitStatement = Visitor.prototype.visitStatement;

Visitor.prototype.visitStatement = function (statement) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  this.visitVariableDeclarators(statement.decls);
  return statement;
};
