/// Requests and answers: routes, JSON, limits, refusals.
package gradus.serve.web;
