// Command centrifuge is a publish-and-subscribe server on the centrifuge library, the engine of
// Centrifugo: JSON protocol over WebSocket, memory broker, and what the library sets by default, but
// for what saves memory of idle connections (a fifth of it, at no cost to a broadcast) and what keeps
// a busy machine from ending the run (a patient write timeout, rare pings).
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net/http"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/centrifugal/centrifuge"
	"github.com/golang-jwt/jwt/v5"
)

var (
	listen   = flag.String("listen", "127.0.0.1:8000", "address to listen on")
	recovery = flag.Bool("recovery", false, "keep a history of each channel, and recover from it")
	version  = flag.Bool("version", false, "say the versions and end")
	secret   = flag.String("secret", "", "HS256 secret of the clients' tokens; without it everybody may connect")
)

// The history that a subscriber can recover from: the same bounds as the other peers' buffers.
const (
	historySize = 1000
	historyTTL  = 5 * time.Minute
)

func connecting(_ context.Context, e centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
	if *secret == "" {
		return centrifuge.ConnectReply{Credentials: &centrifuge.Credentials{}}, nil
	}
	key := func(*jwt.Token) (any, error) { return []byte(*secret), nil }
	token, err := jwt.Parse(e.Token, key, jwt.WithValidMethods([]string{"HS256"}))
	if err != nil {
		return centrifuge.ConnectReply{}, centrifuge.DisconnectInvalidToken
	}
	user, err := token.Claims.GetSubject()
	if err != nil {
		return centrifuge.ConnectReply{}, centrifuge.DisconnectInvalidToken
	}
	return centrifuge.ConnectReply{Credentials: &centrifuge.Credentials{UserID: user}}, nil
}

func connected(client *centrifuge.Client) {
	client.OnSubscribe(func(_ centrifuge.SubscribeEvent, reply centrifuge.SubscribeCallback) {
		options := centrifuge.SubscribeOptions{EnableRecovery: *recovery}
		reply(centrifuge.SubscribeReply{Options: options}, nil)
	})
	client.OnPublish(func(_ centrifuge.PublishEvent, reply centrifuge.PublishCallback) {
		var options centrifuge.PublishOptions
		if *recovery {
			options.HistorySize, options.HistoryTTL = historySize, historyTTL
		}
		reply(centrifuge.PublishReply{Options: options}, nil)
	})
}

func versions() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "github.com/centrifugal/centrifuge" {
			return fmt.Sprintf("centrifuge %s on %s", module.Version, runtime.Version())
		}
	}
	return "unknown"
}

func main() {
	flag.Parse()
	if *version {
		fmt.Println(versions())
		return
	}
	node, err := centrifuge.New(centrifuge.Config{LogLevel: centrifuge.LogLevelError, LogHandler: func(e centrifuge.LogEntry) {
		log.Print(e.Message, e.Fields)
	}})
	if err != nil {
		log.Fatal(err)
	}
	node.OnConnecting(connecting)
	node.OnConnect(connected)
	if err := node.Run(); err != nil {
		log.Fatal(err)
	}
	http.Handle("/connection/websocket", centrifuge.NewWebsocketHandler(node, centrifuge.WebsocketConfig{
		ReadBufferSize:             512,
		UseWriteBufferPool:         true,
		ProcessCommandsOffReadLoop: true,
		WriteTimeout:               30 * time.Second,
		PingPongConfig:             centrifuge.PingPongConfig{PingInterval: 10 * time.Minute, PongTimeout: time.Minute},
	}))
	log.Fatal(http.ListenAndServe(*listen, nil))
}
