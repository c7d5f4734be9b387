// 文号: a citation may print nothing but the number of the order; several instruments may carry one.
CREATE CONSTRAINT document_number_key IF NOT EXISTS FOR (n:DocNumber) REQUIRE n.key IS UNIQUE;
