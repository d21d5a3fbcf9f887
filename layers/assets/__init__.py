"""What a city's crews look after: trees and lights."""
