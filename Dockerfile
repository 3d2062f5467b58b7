# One image for every process of the product; docker-compose.yml says which one a container runs.
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY .swcrc build.js ./
COPY src src
RUN npm run build && npm prune --omit=dev

FROM node:20.20.2-bookworm-slim
ENV NODE_ENV=production DUIJIE_DATA_DIR=/data DUIJIE_HOST=0.0.0.0 NODE_OPTIONS=--enable-source-maps
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY migrations migrations
COPY seeds/reference seeds/reference
# Uploads, keys and messages that leave as files; the processes share it as a volume.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
STOPSIGNAL SIGTERM
EXPOSE 3000 3001 3002
CMD ["node", "dist/main.js"]
