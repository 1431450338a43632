# Serves the Rack application of a file, with nothing but Ruby's standard library: serve-rack.rb FILE PORT
require "socket"

require File.expand_path(ARGV.fetch(0))
server = TCPServer.new("127.0.0.1", Integer(ARGV.fetch(1)))
loop do
  client = server.accept
  method, target = client.gets.to_s.split
  next client.close if target.nil?

  path, query = target.split("?", 2)
  env = { "REQUEST_METHOD" => method, "SCRIPT_NAME" => "", "PATH_INFO" => path, "QUERY_STRING" => query.to_s }
  while (line = client.gets.to_s.chomp) != ""
    name, value = line.split(": ", 2)
    env["HTTP_#{name.upcase.tr("-", "_")}"] = value
  end
  status, headers, body = KeyholeAssertion.call(env)
  text = body.join
  lines = headers.map { |name, value| "#{name}: #{value}\r\n" }.join
  client.write("HTTP/1.1 #{status} Status\r\n#{lines}content-length: #{text.bytesize}\r\nconnection: close\r\n\r\n#{text}")
  client.close
end
