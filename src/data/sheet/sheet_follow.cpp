#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "data/sheet/sheet_strokes.h"

namespace inkling {
namespace {

// Thin ink is a graph: its nodes are where lines end or meet, and its edges are lines.
struct ThinNode {
  InkPoint at;
  float width = 0;         // It is half the width of the ink there.
  std::vector<int> edges;  // A loop is in it twice.
};
struct ThinEdge {
  int from = 0;
  int to = 0;
  Stroke points;  // They go from one node to the other, both included.
  bool gone = false;

  int other(int node) const { return node == from ? to : from; }
};

class ThinGraph {
 public:
  ThinGraph(const GreyPlane& thin, const Plane<float>& widths)
      : thin_(thin),
        widths_(widths),
        node_of_(thin.width, thin.height, -1),
        visited_(thin.width, thin.height, 0) {
    find_nodes();
    find_edges();
    find_loops();
  }

  void leave_out_spurs();
  Drawing strokes();

 private:
  static constexpr int kSteps[8][2] = {{0, -1}, {1, 0}, {0, 1},  {-1, 0},
                                       {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};

  bool ink(int x, int y) const { return thin_.contains(x, y) && thin_.at(x, y) != 0; }
  int neighbours(int x, int y) const {
    int count = 0;
    for (const auto& step : kSteps) count += ink(x + step[0], y + step[1]) ? 1 : 0;
    return count;
  }
  static InkPoint centre(int x, int y) {
    return {static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f};
  }
  void find_nodes();
  void gather_node(int x, int y);
  void find_edges();
  void find_loops();
  void follow(int node, int x, int y, int next_x, int next_y);
  void add_edge(ThinEdge edge);
  void take_away(int edge);
  bool is_spur(const ThinEdge& edge) const;
  Stroke stroke_through(int edge, std::vector<bool>& used) const;
  int straight_on(int node, int edge, const std::vector<bool>& used) const;
  InkPoint direction(int edge, int node) const;

  const GreyPlane& thin_;
  const Plane<float>& widths_;
  Plane<int> node_of_;
  Plane<std::uint8_t> visited_;
  std::vector<ThinNode> nodes_;
  std::vector<ThinEdge> edges_;
};

float length_of(const Stroke& stroke) {
  float length = 0;
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
  }
  return length;
}

// Pixels at which lines meet, and that touch, are one node.
void ThinGraph::gather_node(int x, int y) {
  const int index = static_cast<int>(nodes_.size());
  std::vector<std::pair<int, int>> found = {{x, y}};
  node_of_.at(x, y) = index;
  ThinNode node;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto [px, py] = found[i];
    const InkPoint p = centre(px, py);
    node.at = {node.at.x + p.x, node.at.y + p.y};
    node.width = std::max(node.width, widths_.at(px, py));
    if (neighbours(px, py) < 3) continue;
    for (const auto& step : kSteps) {
      const int nx = px + step[0], ny = py + step[1];
      if (!ink(nx, ny) || node_of_.at(nx, ny) >= 0 || neighbours(nx, ny) < 3) continue;
      node_of_.at(nx, ny) = index;
      found.push_back({nx, ny});
    }
  }
  const float share = 1.0f / static_cast<float>(found.size());
  node.at = {node.at.x * share, node.at.y * share};
  nodes_.push_back(std::move(node));
}

void ThinGraph::find_nodes() {
  for (int y = 0; y < thin_.height; ++y) {
    for (int x = 0; x < thin_.width; ++x) {
      if (ink(x, y) && node_of_.at(x, y) < 0 && neighbours(x, y) != 2) gather_node(x, y);
    }
  }
}

void ThinGraph::add_edge(ThinEdge edge) {
  const int index = static_cast<int>(edges_.size());
  nodes_[static_cast<std::size_t>(edge.from)].edges.push_back(index);
  nodes_[static_cast<std::size_t>(edge.to)].edges.push_back(index);
  edges_.push_back(std::move(edge));
}

// Goes from a pixel of a node to the next one, and on until there is a node again.
void ThinGraph::follow(int node, int x, int y, int next_x, int next_y) {
  ThinEdge edge = {node, node, {nodes_[static_cast<std::size_t>(node)].at}};
  int from_x = x, from_y = y;
  int at_x = next_x, at_y = next_y;
  while (node_of_.at(at_x, at_y) < 0) {
    visited_.at(at_x, at_y) = 1;
    edge.points.push_back(centre(at_x, at_y));
    int to_x = -1, to_y = -1;
    for (const auto& step : kSteps) {
      const int nx = at_x + step[0], ny = at_y + step[1];
      if (!ink(nx, ny) || (nx == from_x && ny == from_y) || visited_.at(nx, ny) != 0) continue;
      // Another pixel of the node that it comes from is no way on from the first step.
      if (edge.points.size() == 2 && node_of_.at(nx, ny) == node) continue;
      to_x = nx;
      to_y = ny;
      break;
    }
    if (to_x < 0) break;
    from_x = at_x;
    from_y = at_y;
    at_x = to_x;
    at_y = to_y;
  }
  if (node_of_.at(at_x, at_y) >= 0) edge.to = node_of_.at(at_x, at_y);
  edge.points.push_back(nodes_[static_cast<std::size_t>(edge.to)].at);
  add_edge(std::move(edge));
}

void ThinGraph::find_edges() {
  for (int y = 0; y < thin_.height; ++y) {
    for (int x = 0; x < thin_.width; ++x) {
      if (!ink(x, y) || node_of_.at(x, y) < 0) continue;
      const int node = node_of_.at(x, y);
      for (const auto& step : kSteps) {
        const int nx = x + step[0], ny = y + step[1];
        if (!ink(nx, ny)) continue;
        const int other = node_of_.at(nx, ny);
        if (other < 0 && visited_.at(nx, ny) == 0) follow(node, x, y, nx, ny);
        // Two nodes that touch: from one of them only.
        if (other > node) {
          add_edge({node,
                    other,
                    {nodes_[static_cast<std::size_t>(node)].at,
                     nodes_[static_cast<std::size_t>(other)].at}});
        }
      }
    }
  }
}

// What is left has neither an end nor a crossing: it begins anywhere.
void ThinGraph::find_loops() {
  for (int y = 0; y < thin_.height; ++y) {
    for (int x = 0; x < thin_.width; ++x) {
      if (!ink(x, y) || node_of_.at(x, y) >= 0 || visited_.at(x, y) != 0) continue;
      const int node = static_cast<int>(nodes_.size());
      node_of_.at(x, y) = node;
      nodes_.push_back({centre(x, y), widths_.at(x, y), {}});
      for (const auto& step : kSteps) {
        const int nx = x + step[0], ny = y + step[1];
        if (ink(nx, ny) && node_of_.at(nx, ny) < 0 && visited_.at(nx, ny) == 0) {
          follow(node, x, y, nx, ny);
          break;
        }
      }
    }
  }
}

void ThinGraph::take_away(int edge) {
  ThinEdge& gone = edges_[static_cast<std::size_t>(edge)];
  gone.gone = true;
  std::erase(nodes_[static_cast<std::size_t>(gone.from)].edges, edge);
  std::erase(nodes_[static_cast<std::size_t>(gone.to)].edges, edge);
}

bool ThinGraph::is_spur(const ThinEdge& edge) const {
  if (edge.gone || edge.from == edge.to) return false;
  const ThinNode& from = nodes_[static_cast<std::size_t>(edge.from)];
  const ThinNode& to = nodes_[static_cast<std::size_t>(edge.to)];
  const bool from_ends = from.edges.size() == 1, to_ends = to.edges.size() == 1;
  if (from_ends == to_ends) return false;
  // The thin line itself ends half a width before the ink does.
  return length_of(edge.points) < 1.25f * (from_ends ? to.width : from.width);
}

void ThinGraph::leave_out_spurs() {
  // The shortest go first: one that is gone may have made another one the end of a line.
  for (;;) {
    int shortest = -1;
    float length = 0;
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      if (!is_spur(edges_[i])) continue;
      const float own = length_of(edges_[i].points);
      if (shortest >= 0 && own >= length) continue;
      shortest = static_cast<int>(i);
      length = own;
    }
    if (shortest < 0) return;
    take_away(shortest);
  }
}

// Returns in which direction an edge leaves a node.
InkPoint ThinGraph::direction(int edge, int node) const {
  const ThinEdge& way = edges_[static_cast<std::size_t>(edge)];
  const Stroke& points = way.points;
  const std::size_t far = std::min<std::size_t>(points.size() - 1, 8);
  const bool forwards = way.from == node;
  const InkPoint a = forwards ? points.front() : points.back();
  const InkPoint b = forwards ? points[far] : points[points.size() - 1 - far];
  const float length = std::max(std::hypot(b.x - a.x, b.y - a.y), 1e-6f);
  return {(b.x - a.x) / length, (b.y - a.y) / length};
}

// Returns the edge that goes on where `edge` ends in a node, or -1.
int ThinGraph::straight_on(int node, int edge, const std::vector<bool>& used) const {
  constexpr float kBend = -0.5f;  // It is the cosine of 120 degrees.
  const auto& edges = nodes_[static_cast<std::size_t>(node)].edges;
  const InkPoint d = direction(edge, node);
  int best = -1;
  float best_cosine = edges.size() == 2 ? 2.0f : kBend;
  for (const int other : edges) {
    if (other == edge || used[static_cast<std::size_t>(other)]) continue;
    const InkPoint o = direction(other, node);
    const float cosine = d.x * o.x + d.y * o.y;
    if (cosine >= best_cosine) continue;
    best = other;
    best_cosine = cosine;
  }
  return best;
}

Stroke ThinGraph::stroke_through(int edge, std::vector<bool>& used) const {
  Stroke stroke = edges_[static_cast<std::size_t>(edge)].points;
  used[static_cast<std::size_t>(edge)] = true;
  int ends[2] = {edges_[static_cast<std::size_t>(edge)].from,
                 edges_[static_cast<std::size_t>(edge)].to};
  for (int side = 1; side >= 0; --side) {
    int last = edge;
    for (int next; (next = straight_on(ends[side], last, used)) >= 0; last = next) {
      const ThinEdge& way = edges_[static_cast<std::size_t>(next)];
      used[static_cast<std::size_t>(next)] = true;
      Stroke more = way.points;
      if (way.from != ends[side]) std::reverse(more.begin(), more.end());
      stroke.insert(stroke.end(), more.begin() + 1, more.end());
      ends[side] = way.other(ends[side]);
    }
    std::reverse(stroke.begin(), stroke.end());
  }
  return stroke;
}

Drawing ThinGraph::strokes() {
  Drawing drawing;
  std::vector<bool> used(edges_.size());
  for (std::size_t i = 0; i < edges_.size(); ++i) used[i] = edges_[i].gone;
  // A pen begins at an end where there is one.
  for (const bool at_end : {true, false}) {
    for (std::size_t i = 0; i < edges_.size(); ++i) {
      const bool ends = nodes_[static_cast<std::size_t>(edges_[i].from)].edges.size() == 1 ||
                        nodes_[static_cast<std::size_t>(edges_[i].to)].edges.size() == 1;
      if (used[i] || (at_end && !ends)) continue;
      drawing.push_back(stroke_through(static_cast<int>(i), used));
    }
  }
  if (drawing.empty() && !nodes_.empty()) drawing.push_back({nodes_.front().at});
  return drawing;
}

}  // namespace

Drawing followed(const GreyPlane& thin, const Plane<float>& widths) {
  ThinGraph graph(thin, widths);
  graph.leave_out_spurs();
  return graph.strokes();
}

}  // namespace inkling
